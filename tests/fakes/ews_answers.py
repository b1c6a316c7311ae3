"""What a small Exchange does when asked: one function for each operation, from a request to an answer."""

from __future__ import annotations

import datetime as dt
import re

from tests.fakes.ews_mailboxes import ATTENDEES, Invited
from tests.fakes.ews_words import (
    E,
    M,
    T,
    find,
    item_id,
    local,
    m,
    matches,
    moment,
    node,
    property_name,
    text,
    written,
)

FIELDS = {
    "Subject": "Subject",
    "Sensitivity": "Sensitivity",
    "Body": "Body",
    "Location": "Location",
    "LegacyFreeBusyStatus": "Status",
    "UID": "UID",
}


RIGHTS = ("CreateAssociated", "CreateContents", "CreateHierarchy", "Delete", "Modify", "Read")


class Refusal(Exception):
    """The server does nothing, and says why for the one item."""


class Fault(Exception):
    """A SOAP fault: the whole call is answered with an error."""


def answered(name, *messages, **attributes):
    return m(f"{name}Response", m("ResponseMessages", *messages), **attributes)


def success(name, *inner):
    return m(f"{name}ResponseMessage", m("ResponseCode", "NoError"), *inner, ResponseClass="Success")


def error(name, code):
    empty = {"GetItem": m("Items"), "CreateItem": m("Items"), "UpdateItem": m("Items")}.get(name)
    return m(
        f"{name}ResponseMessage",
        m("MessageText", "Not done."),
        m("ResponseCode", code),
        m("DescriptiveLinkKey", "0"),
        empty,
        ResponseClass="Error",
    )


class Answers:
    """The operations, over the mailboxes. `refusal` is a code that the next writing call is refused with."""

    def __init__(self, mailboxes):
        self.mailboxes = mailboxes
        self.refusal = None
        self.forgets_sync = False
        # How it takes to searching for a property: "finds", or "refuses", "nothing", "everything".
        self.searching = "finds"
        self.rights = set(RIGHTS)
        self.cancels = True
        self.checks_versions = True
        self.new_ids = False
        # How many items it reads in one call, and how many events of a stretch it tells of.
        self.most_read = self.most_viewed = None
        self.cuts_view = False

    def to(self, operation):
        """What answers this operation."""
        return getattr(self, re.sub(r"(?<!^)(?=[A-Z])", "_", operation).lower())

    def get_folder(self, request, user):
        owner, name = self._folder(find(request, "m:FolderIds")[0], user)
        rights = [node(each, str(each in self.rights).lower()) for each in RIGHTS]
        folder = node(
            "CalendarFolder" if name == "calendar" else "Folder",
            node("FolderId", Id=f"{owner}|{name}", ChangeKey="AQ=="),
            node("DisplayName", name),
            node("EffectiveRights", *rights),
        )
        return answered("GetFolder", success("GetFolder", m("Folders", folder)))

    def create_item(self, request, user):
        owner, folder = self._folder(find(request, "m:SavedItemFolderId")[0], user)
        telling = request.get("SendMeetingInvitations")
        messages = []
        for asked in find(request, "m:Items"):
            try:
                self._refuse()
                if local(asked) == "CancelCalendarItem":
                    if not self.cancels:
                        raise Fault("SOAP:Client")
                    self._cancel(asked)
                    messages.append(success("CreateItem", m("Items")))
                else:
                    made = self._create(asked, owner, folder, telling)
                    messages.append(success("CreateItem", m("Items", node("CalendarItem", item_id(made)))))
            except Refusal as refusal:
                messages.append(error("CreateItem", str(refusal)))
        return answered("CreateItem", *messages)

    def update_item(self, request, _user):
        telling = request.get("SendMeetingInvitationsOrCancellations")
        messages = []
        for change in find(request, "m:ItemChanges"):
            try:
                self._refuse()
                item = self._item(find(change, "t:ItemId"), versioned=True)
                self._update(item, find(change, "t:Updates"), telling)
                if self.new_ids:
                    item = self.mailboxes.renumbered(item.owner, item.uid, tells=True)
                messages.append(
                    success(
                        "UpdateItem",
                        m("Items", node("CalendarItem", item_id(item))),
                        m("ConflictResults", node("Count", "0")),
                    )
                )
            except Refusal as refusal:
                messages.append(error("UpdateItem", str(refusal)))
        return answered("UpdateItem", *messages)

    def delete_item(self, request, _user):
        messages = []
        for asked in find(request, "m:ItemIds"):
            try:
                self._refuse()
                item = self._item(asked)
                if request.get("SendMeetingCancellations") != "SendToNone":
                    self.mailboxes.call_off(item, item.everybody())
                self.mailboxes.remove(item)
                messages.append(success("DeleteItem"))
            except Refusal as refusal:
                messages.append(error("DeleteItem", str(refusal)))
        return answered("DeleteItem", *messages)

    def get_item(self, request, _user):
        fields, properties = _shape(find(request, "m:ItemShape"))
        messages = []
        for number, asked in enumerate(find(request, "m:ItemIds")):
            try:
                item = self._item(asked, is_beyond=self.most_read is not None and number >= self.most_read)
                messages.append(success("GetItem", m("Items", written(item, fields, properties))))
            except Refusal as refusal:
                messages.append(error("GetItem", str(refusal)))
        return answered("GetItem", *messages)

    def find_item(self, request, user):
        owner, folder = self._folder(find(request, "m:ParentFolderIds")[0], user)
        found = self.mailboxes.of(owner, folder)
        if (condition := find(request, "m:Restriction")) is not None:
            if self.searching == "refuses":
                return answered("FindItem", error("FindItem", "ErrorUnsupportedPathForQuery"))
            if self.searching != "everything":
                found = [i for i in found if self.searching == "finds" and matches(condition[0], i)]
        if (view := find(request, "m:CalendarView")) is not None:
            first, last = (dt.datetime.fromisoformat(view.get(name)) for name in ("StartDate", "EndDate"))
            found = [item for item in found if item.values["Start"] < last and item.values["End"] > first]
        all_of_it = view is None or self.most_viewed is None or len(found) <= self.most_viewed
        if not all_of_it and not self.cuts_view:
            return answered("FindItem", error("FindItem", "ErrorExceededFindCountLimit"))
        found = found if all_of_it else found[: self.most_viewed]
        items = node("Items", *(node(item.kind, item_id(item)) for item in found))
        root = m(
            "RootFolder",
            items,
            TotalItemsInView=str(len(found)),
            IncludesLastItemInRange=str(all_of_it).lower(),
        )
        return answered("FindItem", success("FindItem", root))

    def sync_folder_items(self, request, user):
        owner, folder = self._folder(find(request, "m:SyncFolderId")[0], user)
        fields, properties = _shape(find(request, "m:ItemShape"))
        state = text(request, "m:SyncState")
        if state and self.forgets_sync:
            self.forgets_sync = False
            return answered(
                "SyncFolderItems", _without_state(error("SyncFolderItems", "ErrorInvalidSyncStateData"))
            )
        start, most = int(state or 0), int(text(request, "m:MaxChangesReturned"))
        here = [
            (number, how, id_)
            for number, (whose, where, how, id_) in enumerate(self.mailboxes.changes, 1)
            if number > start and (whose, where) == (owner, folder)
        ]
        last, changes = here[:most], {}
        for _, how, id_ in last:
            changes[id_] = "Create" if changes.get(id_) == "Create" and how == "Update" else how
        nodes = [self._change(id_, how, fields, properties) for id_, how in changes.items()]
        end = last[-1][0] if len(last) < len(here) else len(self.mailboxes.changes)
        return answered(
            "SyncFolderItems",
            success(
                "SyncFolderItems",
                m("SyncState", str(end)),
                m("IncludesLastItemInRange", str(len(last) == len(here)).lower()),
                m("Changes", *nodes),
            ),
        )

    def get_user_availability_request(self, request, _user):
        window = find(request, "t:FreeBusyViewOptions/t:TimeWindow")
        first, last = (
            dt.datetime.fromisoformat(text(window, f"t:{name}")) for name in ("StartTime", "EndTime")
        )
        answers = []
        for data in find(request, "m:MailboxDataArray"):
            email = text(data, "t:Email/t:Address").casefold()
            if email not in self.mailboxes.emails:
                said = error("", "ErrorCannotFindUser")
                said.tag = f"{{{M}}}ResponseMessage"
                answers.append(m("FreeBusyResponse", said))
                continue
            events = [
                node(
                    "CalendarEvent",
                    node("StartTime", moment(item.values["Start"])),
                    node("EndTime", moment(item.values["End"])),
                    node("BusyType", "Busy"),
                )
                for item in self.mailboxes.of(email)
                if item.values["Start"] < last and item.values["End"] > first
            ]
            view = m(
                "FreeBusyView", node("FreeBusyViewType", "Detailed"), node("CalendarEventArray", *events)
            )
            answers.append(
                m(
                    "FreeBusyResponse",
                    m("ResponseMessage", m("ResponseCode", "NoError"), ResponseClass="Success"),
                    view,
                )
            )
        return m("GetUserAvailabilityResponse", m("FreeBusyResponseArray", *answers))

    def resolve_names(self, request, _user):
        asked = text(request, "m:UnresolvedEntry").casefold()
        known = sorted((e, n) for e, n in self.mailboxes.names.items() if n.casefold().startswith(asked))
        if not known:
            return answered("ResolveNames", error("ResolveNames", "ErrorNameResolutionNoResults"))
        found = [
            node(
                "Resolution",
                node(
                    "Mailbox",
                    node("Name", name),
                    node("EmailAddress", email),
                    node("RoutingType", "SMTP"),
                    node("MailboxType", "Mailbox"),
                ),
            )
            for email, name in known
        ]
        whole = m("ResolutionSet", *found, TotalItemsInView=str(len(found)), IncludesLastItemInRange="true")
        return answered("ResolveNames", success("ResolveNames", whole))

    def _refuse(self):
        refusal, self.refusal = self.refusal, None
        if refusal:
            raise Refusal(refusal)

    def _folder(self, asked, user):
        owner = (text(asked, "t:Mailbox/t:EmailAddress") or user).casefold()
        if owner not in self.mailboxes.emails:
            raise Fault("ErrorNonExistentMailbox")
        return owner, asked.get("Id")

    def _item(self, asked, *, versioned=False, is_beyond=False):
        if is_beyond:
            raise Refusal("ErrorServerBusy")
        item = self.mailboxes.items.get(asked.get("Id"))
        if item is None:
            raise Refusal("ErrorItemNotFound" if asked.get("Id").endswith("=") else "ErrorInvalidIdMalformed")
        if versioned and self.checks_versions and asked.get("ChangeKey") != item.change_key:
            raise Refusal("ErrorIrresolvableConflict")
        return item

    def _create(self, asked, owner, folder, telling):
        item = self.mailboxes.add(owner, folder, organizer=owner)
        for element in asked:
            _put(item, element)
        item.first = (dict(item.values), dict(item.properties))
        if telling == "SendToAllAndSaveCopy":
            self._send(item, item.everybody())
        return item

    def _send(self, item, whom):
        reached = [one for one in whom if not one.email.endswith("@elsewhere.test")]
        self.mailboxes.invite(item, reached)
        if len(reached) < len(whom):
            raise Fault("SOAP:Server")

    def _cancel(self, asked):
        item = self._item(find(asked, "t:ReferenceItemId"), versioned=True)
        if not item.everybody():
            raise Refusal("ErrorInvalidOperation")
        self.mailboxes.call_off(item, item.everybody())
        self.mailboxes.remove(item)

    def _update(self, item, updates, telling):
        before = self.mailboxes.snapshot(item)
        were = {one.email.casefold(): one for one in before.everybody()}
        old = dict(item.values)
        for update in updates:
            uri, changed = update[0], update[1] if len(update) > 1 else None
            if local(update) == "DeleteItemField":
                name = uri.get("FieldURI").partition(":")[2]
                item.values.pop(FIELDS.get(name, name), None)
                if name in ATTENDEES:
                    item.attendees[name] = []
            else:
                _put(item, changed[0])
        for one in item.everybody():
            known = were.get(one.email.casefold())
            if known is not None:
                one.answer, one.at = known.answer, known.at
        if self.mailboxes.puts_back and before.attendees != item.attendees:
            item.values.update(item.first[0])
            item.properties.update(item.first[1])
        self.mailboxes.changed(item)
        item.sequence += item.values["Start"] != old["Start"]
        are = {one.email.casefold() for one in item.everybody()}
        gone = [one for email, one in were.items() if email not in are]
        new = [one for one in item.everybody() if one.email.casefold() not in were]
        if telling == "SendToAllAndSaveCopy":
            self.mailboxes.call_off(item, gone)
            self._send(item, item.everybody())
        elif telling == "SendToChangedAndSaveCopy":
            self.mailboxes.call_off(item, gone)
            self._send(item, new)

    def _change(self, id_, how, fields, properties):
        item = self.mailboxes.items.get(id_)
        if item is None:
            return node("Delete", node("ItemId", Id=id_, ChangeKey="AQ=="))
        return node(how, written(item, fields, properties))


def _put(item, element):
    name = local(element)
    if name in ("Start", "End"):
        item.values[name] = dt.datetime.fromisoformat(element.text).astimezone(dt.UTC)
    elif name in ATTENDEES:
        item.attendees[name] = [
            Invited(
                text(one, "t:Mailbox/t:EmailAddress"),
                text(one, "t:Mailbox/t:Name"),
                text(one, "t:ResponseType"),
            )
            for one in element
        ]
    elif name == "ExtendedProperty":
        item.properties[property_name(find(element, "t:ExtendedFieldURI"))] = text(element, "t:Value")
    elif name in FIELDS:
        item.values[FIELDS[name]] = element.text


def _shape(shape):
    more = find(shape, "t:AdditionalProperties")
    asked = [] if more is None else list(more)
    fields = {each.get("FieldURI") for each in asked if local(each) == "FieldURI"}
    return fields, [(property_name(each), each) for each in asked if local(each) == "ExtendedFieldURI"]


def _without_state(message):
    message.append(m("SyncState", ""))
    message.append(m("IncludesLastItemInRange", "true"))
    return message


def fault_detail(code, wait=None):
    """The body of a SOAP fault; with the milliseconds to wait, when the server is busy."""
    value = node("Value", str(wait), Name="BackOffMilliseconds") if wait else None
    detail = (
        node("ResponseCode", code, ns=E),
        node("Message", "Not now.", ns=E),
        wait and node("MessageXml", value),
    )
    return [each for each in detail if each is not None], T
