// Reads a calendar file from standard input with ical.js, whose file is the argument; prints what it is as JSON.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const { default: ICAL } = await import(pathToFileURL(process.argv[2]));
const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
for (const zone of calendar.getAllSubcomponents("vtimezone")) {
  ICAL.TimezoneService.register(zone);
}
const event = new ICAL.Event(calendar.getFirstSubcomponent("vevent"));
console.log(
  JSON.stringify({
    method: calendar.getFirstPropertyValue("method").toLowerCase(),
    instants: [event.startDate.toUnixTime(), event.endDate.toUnixTime()],
    subject: event.summary,
    body: event.description,
    place: event.location,
    sequence: event.sequence,
    status: event.component.getFirstPropertyValue("status"),
  }),
);
