"""The invented DOCX documents as blocks; `make.py` writes them."""

from __future__ import annotations

from typing import Any

Blocks = list[tuple[str, Any]]

DIREKTION: Blocks = [
    ("h1", "Referat af møde i Chefgruppen"),
    ("p", "Dato: Onsdag den 3. september 2025"),
    ("p", "Tidspunkt: Kl. 9.00-12.00"),
    ("p", "Sted: Mødelokale Fyrtårnet"),
    ("p", "Medlemmer: Direktør Vibeke Skytte, vicedirektør Aksel Friborg, økonomichef Nana Ulrik"),
    ("p", "Fraværende: Aksel Friborg"),
    ("h2", "1. Dagens program"),
    (
        "t",
        [
            ["Tid", "Punkt"],
            ["9.00", "Nyt fra direktøren"],
            ["9.20", "Budgetopfølgning pr. 31. juli\nØkonomichef Nana Ulrik deltager."],
            ["10.00", "Pause"],
            ["10.15", "Ny kantineaftale\nKonsulent Mads Orla deltager via Teams."],
            ["11.00", "Arbejdsmiljødag den 2. oktober 2025\nKonsulent Rosa Winther deltager."],
            ["12.00", "Mødet afsluttes"],
        ],
    ),
    ("h3", "Beslutning"),
    ("p", "Ny kantineaftale behandles igen den 17. september eller 1. oktober."),
    ("p", "Sekretariatet følger op på lokalerne til arbejdsmiljødagen."),
    ("h2", "2. Kommende møder"),
    (
        "t",
        [
            ["Dato", "Punkter"],
            ["17. september 2025", "• Lokalestrategi\n• Status på digitalisering"],
            ["1. oktober 2025\nNana Ulrik holder fri", "• Personalepolitik\n• Opsamling på budgetseminar"],
            ["15. oktober 2025\nAflyst pga. efterårsferie", ""],
            ["29. oktober 2025", ""],
        ],
    ),
    ("p", "Punkter som afventer dato:"),
    ("b", ["Ny intern revision", "Oplæg om kunstig intelligens"]),
]

AFDELING: Blocks = [
    ("h1", "Afdeling 12 Pilehaven"),
    ("h2", "Referat fra afdelingsbestyrelsesmøde"),
    ("p", "Mandag den 13. oktober 2025 kl. 18.30-20.30 i beboerhuset"),
    ("p", "Fremmødte: Gurli Bang, Tonny Kier, Rita Elmer, Sven-Åge Holt"),
    ("p", "Afbud: Fatma Demir"),
    ("p", "Fra administrationen: driftsleder Claus Rye"),
    ("h3", "Dagsorden"),
    (
        "n",
        [
            "Godkendelse af referat",
            "Nyt fra driften",
            "Markvandring 2026",
            "Beboerklager (lukket)",
            "Fastelavn",
            "Eventuelt",
        ],
    ),
    ("h3", "Pkt. 1. Godkendelse af referat"),
    ("p", "Godkendt."),
    ("h3", "Pkt. 2. Nyt fra driften"),
    ("p", "Claus Rye fortalte, at tagrenderne renses i uge 45. Kælderrummene i nr. 14 er ryddet."),
    ("h3", "Pkt. 3. Markvandring 2026"),
    ("p", "Markvandringen holdes tirsdag den 14. april 2026 kl. 15. Rita Elmer indkalder."),
    ("h3", "Pkt. 4. Beboerklager (lukket)"),
    ("p", "Referatføres særskilt."),
    ("h3", "Pkt. 5. Fastelavn"),
    ("p", "Tonny Kier bestiller tønder."),
    ("h3", "Pkt. 6. Eventuelt"),
    ("p", "Der ønskes nye lamper ved cykelskuret."),
    ("p", "Næste møde: mandag den 10. november 2025 kl. 18.30"),
]

RAAD: Blocks = [
    ("h1", "Dagsorden til møde i Handicaprådet"),
    ("p", "Tid og sted: Tirsdag den 3. februar 2026 kl. 14.00-16.30, Rådhuset, lokale 104"),
    ("p", "Inviterede: Leif Odder (formand), Anja Mikkel, Bodil Kvist, Jørn Palle, Susan Rahbek"),
    ("p", "Afbud fra: Bodil Kvist og Jørn Palle"),
    (
        "t",
        [
            ["Pkt.", "Tid", "Emne", "Ansvarlig"],
            ["1", "14.00-14.05", "Velkomst og godkendelse af dagsorden", "Leif Odder"],
            ["2", "14.05-14.35", "Tilgængelighed på stationen", "Projektleder Ane Tofte"],
            ["3", "14.35-15.05", "Høring om kvalitetsstandarder", "Anja Mikkel"],
            ["", "15.05-15.20", "Kaffe", ""],
            ["4", "15.20-15.50", "Handicappris 2026", "Susan Rahbek"],
            ["5", "15.50-16.20", "Meddelelser", "Alle"],
            ["6", "16.20-16.30", "Eventuelt", "Leif Odder"],
        ],
    ),
    ("h3", "Punkter til næste møde"),
    ("b", ["Evaluering af prisuddelingen", "Besøg på aktivitetscentret"]),
    ("p", "Næste møde er tirsdag den 12. maj 2026 kl. 14.00."),
]

SKABELON: Blocks = [
    ("h1", "DAGSORDEN"),
    ("p", "Møde i: Digitaliseringsrådet"),
    ("p", "Dato: 21. januar 2026"),
    ("p", "Tid: kl. ..:.. - ..:.."),
    ("p", "Sted: XX"),
    ("p", "Afbud: [navn]"),
    (
        "t",
        [
            ["Nr.", "Punkt", "Oplægsholder", "Tidsramme"],
            ["1", "Velkomst", "", "5 min."],
            ["2", "Status på fælles it-indkøb", "Tea Lumby", "30 min."],
            ["3", "Kunstig intelligens i sagsbehandlingen", "XX", "45 min."],
            ["4", "Pause", "", "10 min."],
            ["5", "Rådets årshjul", "Bent Ravn", "20 min."],
            ["6", "Eventuelt", "", "XX min."],
        ],
    ),
    ("p", "Næste møde: dd.mm.åååå"),
]

LEDERMOTE: Blocks = [
    ("h1", "Referat fra ledermøte"),
    ("p", "Dato: tirsdag 9. september 2025, kl. 08.30-10.00"),
    ("p", "Sted: Møterom Fjorden"),
    ("p", "Til stede: Marit Lund, Per Nes, Tone Bakke"),
    ("p", "Fraværende: Jan Eide, Liv Haugen"),
    (
        "t",
        [
            ["Sak", "Tema", "Ansvarlig", "Konklusjon"],
            ["1", "Godkjenning av referat", "Marit Lund", "Godkjent."],
            ["2", "Sykefravær 2. kvartal", "Tone Bakke", "Tas til orientering."],
            ["3", "Budsjett 2026", "Per Nes", "Tas opp igjen 23. september."],
            ["4", "Ny hjemmeside", "Tone Bakke", "Utsatt."],
            ["5", "Eventuelt", "Alle", "Ingen saker."],
        ],
    ),
    ("p", "Neste møte: tirsdag 23. september 2025 kl. 08.30"),
    ("p", "Saker til senere møter:"),
    ("b", ["Julebord", "Kompetanseplan"]),
]

EXEC: Blocks = [
    ("h1", "Executive Team: Agenda"),
    ("p", "Date: Wednesday 8 October 2025"),
    ("p", "Time: 9.30am - 12.00pm"),
    ("p", "Venue: Board Room, Ashgrove House"),
    ("p", "Apologies: Neil Hargrave"),
    (
        "t",
        [
            ["Time", "Item", "Lead"],
            ["9.30", "Welcome and minutes of the last meeting", "Chair"],
            ["9.45", "Winter plan", "Priya Nair"],
            ["10.30", "Break", ""],
            ["10.45", "Estates strategy", "Colin Draper"],
            ["11.30", "Risk register", "Helen Moss"],
            ["12.00", "Close", ""],
        ],
    ),
    ("h2", "Forward plan"),
    (
        "t",
        [
            ["Date", "Items"],
            ["22 October 2025", "• Workforce report\n• Digital roadmap"],
            ["5 November 2025", "• Half-year accounts"],
            ["19 November 2025", "Cancelled"],
            ["3 December 2025", ""],
        ],
    ),
    ("h2", "Items awaiting a date"),
    ("b", ["Car parking review", "Naming of the new wing"]),
]

SOGN: Blocks = [
    ("h1", "Dagsorden for menighedsrådsmøde i Østerlund Sogn"),
    ("p", "17. juni 2025 kl. 19:00-21:30"),
    ("p", "Deltagere: Svend Krog, Kaj Erik Mose, Lene Ravnholt, Daniel Lyng, Anne-Grete Dal"),
    ("p", "Afbud: Maj-Brit Hvid"),
    (
        "t",
        [
            ["Pkt.", "Dagsordenspunkt", "Uddybende", "Afsat tid", "Beslutning"],
            ["1", "Indledning", "Sang og kaffe", "19:00-19:10\n(10 min)", ""],
            ["2", "Godkendelse af dagsorden", "", "19:10-19:15\n(5 min)", "Godkendt"],
            ["3", "Personale\n(Lukket punkt)", "Kontaktpersonen orienterer", "19:15-19:45\n(30 min)", ""],
            [
                "4",
                "Budget 2026",
                "Rådet tager stilling til provstiets ramme.",
                "19:45-20:30\n(45 min)",
                "Godkendt",
            ],
            ["5", "Kirkens julekoncert den 14. december", "", "20:30-20:50\n(20 min)", ""],
            ["6", "Siden sidst", "Bordet rundt", "20:50-21:15\n(25 min)", ""],
            ["7", "Eventuelt", "", "21:15-21:30\n(15 min)", ""],
        ],
    ),
    ("p", "Næste møde: 19. august 2025 kl. 19:00"),
]

DOCUMENTS: dict[str, tuple[Blocks, str, str]] = {
    "da_chefgruppe_dato_punkter.docx": (DIREKTION, "Chefgruppen", "Referat 3. september 2025"),
    "da_afdelingsbestyrelse.docx": (AFDELING, "Boligforeningen Pil og Birk", "Side 1"),
    "da_handicapraad_tidstabel.docx": (RAAD, "", ""),
    "da_skabelon_pladsholdere.docx": (SKABELON, "Skabelon version 2.1", ""),
    "no_ledermote_tabell.docx": (LEDERMOTE, "", ""),
    "en_executive_forward_plan.docx": (EXEC, "Confidential", ""),
    "da_menighedsraad_tabel.docx": (SOGN, "", ""),
}
