"""The invented DOCX and PDF documents as blocks; `make.py` writes them."""

from __future__ import annotations

from typing import Any

Blocks = list[tuple[str, Any]]

_FILLER = [
    (
        "Forvaltningen har i løbet af sommeren gennemgået området og talt med de berørte parter. Gennemgangen viser, at "
        "der er behov for at prioritere midlerne anderledes end hidtil, og at en række mindre opgaver kan samles."
    ),
    (
        "I 2023 blev der brugt 2,3 mio. kr. på området. Siden den 1. januar 2024 er udgiften steget med 4 procent, hvilket "
        "især skyldes højere priser på materialer. Udgiften ventes at falde i 4. kvartal."
    ),
    (
        "Sagen har været drøftet med Ældrerådet den 12. august 2024 og med Handicaprådet den 19. august 2024. Begge råd "
        "bakker op om forslaget, men ønsker en evaluering efter et år."
    ),
    (
        "De nærmere vilkår fremgår af bilagene. Forvaltningen vurderer, at forslaget kan gennemføres inden for den "
        "nuværende ramme, og at der ikke er behov for en tillægsbevilling."
    ),
]


def _case(number: str, title: str, case: str, decision: str, filler: int, closed: bool = False) -> Blocks:
    blocks: Blocks = [("h2", f"{number} {title}"), ("p", f"Sagsnr.: {case}")]
    if closed:
        return [*blocks, ("p", "Lukket sag")]
    blocks += [("p", "Åben sag"), ("h3", "Sagsfremstilling")]
    blocks += [("p", _FILLER[(filler + one) % 4]) for one in range(3)]
    blocks += [
        ("h3", "Indstilling"),
        ("p", "Forvaltningen indstiller, at forslaget godkendes."),
        ("h3", "Beslutning"),
    ]
    return [*blocks, ("p", decision)]


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

UDVALG: Blocks = [
    ("h1", "Børne- og Kulturudvalget"),
    ("h2", "Referat"),
    ("p", "Dato: Tirsdag den 3. september 2024"),
    ("p", "Tid: Kl. 15.00 - 17.45"),
    ("p", "Sted: Rådhuset, lokale 310"),
    (
        "p",
        "Medlemmer: Rosa Thygesen (A), Emil Karstoft (V), Nadja Brandt (SF), Otto Vinding (C), Lis Havgaard (B)",
    ),
    ("p", "Fraværende: Otto Vinding (C)"),
    ("h2", "Indholdsfortegnelse"),
    (
        "t",
        [
            ["Punkt", "Titel", "Side"],
            ["1", "Godkendelse af dagsorden", "2"],
            ["2", "Budgetopfølgning pr. 30. juni 2024", "3"],
            ["3", "Skolernes ferieplan 2025-2026", "4"],
            ["4", "Tilskud til idrætsforeninger", "5"],
            ["5", "Evaluering af legepladsplanen", "6"],
            ["6", "Orientering fra formanden", "7"],
            ["7", "Klage over afgørelse", "8"],
        ],
    ),
    ("page", ""),
    *_case("1.", "Godkendelse af dagsorden", "24/1001", "Godkendt.", 0),
    *_case(
        "2.",
        "Budgetopfølgning pr. 30. juni 2024",
        "24/0877",
        "Tiltrådt. Sagen går til Økonomiudvalget den 17. september 2024.",
        1,
    ),
    *_case(
        "3.",
        "Skolernes ferieplan 2025-2026",
        "24/1530",
        "Godkendt. Otto Vinding (C) deltog ikke i sagens behandling.",
        2,
    ),
    *_case(
        "4.", "Tilskud til idrætsforeninger", "24/1544", "Udsat til udvalgets møde den 1. oktober 2024.", 3
    ),
    *_case("5.", "Evaluering af legepladsplanen", "23/4410", "Taget til efterretning.", 0),
    ("h2", "6. Orientering fra formanden"),
    ("p", "Sagsnr.: 24/0003"),
    ("p", "Åben sag"),
    ("h3", "Sagsfremstilling"),
    ("p", "Kommende møder i udvalget: 1. oktober 2024, 5. november 2024 og 3. december 2024."),
    ("h3", "Beslutning"),
    ("p", "Orienteringen blev taget til efterretning."),
    *_case("7.", "Klage over afgørelse", "24/1622", "", 0, closed=True),
    ("page", ""),
    ("h2", "Underskriftsside"),
    ("p", "Rosa Thygesen\nEmil Karstoft\nNadja Brandt\nLis Havgaard"),
]

SELSKAB: Blocks = [
    ("h1", "Fjordvarme A/S"),
    ("h2", "Referat af bestyrelsesmøde nr. 4/2024"),
    ("p", "Mødet blev afholdt tirsdag den 13. august 2024 kl. 12.30 - 15.00 på hovedkontoret."),
    ("p", "Til stede: Bestyrelsesformand Inga Storgaard, næstformand Viggo Tarp, Ellen Wiil, Morten Asp"),
    ("p", "Afbud: Niels Overby"),
    ("p", "Desuden deltog: direktør Signe Rold og økonomichef Tom Birch (pkt. 2 og 3)"),
    ("h3", "1. Godkendelse og underskrift af referat"),
    ("p", "Referatet fra mødet den 4. juni 2024 blev underskrevet."),
    ("h3", "2. Halvårsregnskab v/ Tom Birch"),
    ("p", "Resultatet er 3,2 mio. kr. bedre end budgettet. Bestyrelsen tog regnskabet til efterretning."),
    ("h3", "3. Takster for 2025 v/ Tom Birch og Signe Rold"),
    (
        "p",
        "Bestyrelsen drøftede tre modeller. Direktionen indstiller model 2. Taksterne behandles på mødet den 8. oktober 2024.",
    ),
    ("h3", "4. Varmeplan v/ Signe Rold"),
    ("p", "Orienteringen blev taget til efterretning."),
    ("h3", "5. Rekruttering (fortroligt)"),
    ("p", "Refereres ikke."),
    ("h3", "6. Eventuelt"),
    ("p", "Ingen bemærkninger."),
    ("h3", "7. Kommende møder"),
    ("p", "Tirsdag den 8. oktober 2024 kl. 12.30\nTirsdag den 3. december 2024 kl. 12.30"),
]

MOEDEPLAN: Blocks = [
    ("h1", "Mødeplan 2026 - Bestyrelsen for Kunsthuset"),
    (
        "t",
        [
            ["Måned", "Dato", "Tidspunkt", "Faste punkter"],
            ["Januar", "Onsdag den 21.", "16.00-18.00", "Årsplan"],
            ["Marts", "Onsdag den 11.", "16.00-18.00", "Årsregnskab"],
            ["April", "Onsdag den 22.", "16.00-17.00", "Generalforsamling"],
            ["Juni", "Onsdag den 10.", "16.00-18.00", "Udstillingsprogram 2027"],
            ["September", "Onsdag den 2.", "16.00-18.00", "Halvårsregnskab"],
            ["December", "Onsdag den 9.", "16.00-20.00", "Budget 2027"],
        ],
    ),
    ("p", "Ret til ændringer forbeholdes."),
]

NAMND: Blocks = [
    ("h1", "Sammanträdesprotokoll"),
    ("p", "Miljönämnden"),
    ("p", "Sammanträdesdatum: 2025-09-18"),
    ("p", "Plats och tid: Sessionssalen, kl. 13.15-16.40. Ajournering kl. 14.45-15.00"),
    ("p", "Beslutande: Eva Lindahl (S), ordförande, Bo Granath (M), Sara Wik (C), Tage Holm (V)"),
    ("p", "Frånvarande: Per Ekdahl (L)"),
    ("p", "Övriga deltagare: Miljöchef Karin Dahl, inspektör Ola Ek § 72"),
    ("h2", "§ 70 Godkännande av dagordning"),
    ("p", "Miljönämnden beslutar att godkänna dagordningen."),
    ("h2", "§ 71 Budgetuppföljning augusti"),
    ("p", "Dnr MN-2025-118"),
    ("p", "Förvaltningen redovisar ett överskott på 400 tkr."),
    ("h3", "Beslut"),
    ("p", "Miljönämnden lägger redovisningen till handlingarna."),
    ("h2", "§ 72 Tillsynsplan 2026"),
    ("p", "Dnr MN-2025-140"),
    ("h3", "Beslut"),
    ("p", "Ärendet återremitteras och behandlas på nytt den 23 oktober 2025."),
    ("h2", "§ 73 Remiss om vindkraft"),
    ("p", "Dnr MN-2025-151"),
    ("h3", "Beslut"),
    ("p", "Nämnden antar yttrandet."),
    ("h2", "§ 74 Information från förvaltningen"),
    ("p", "Informationen antecknas."),
]

PROTOKOLL: Blocks = [
    ("h1", "Møteprotokoll"),
    ("p", "Utvalg: Eldrerådet"),
    ("p", "Møtested: Kommunehuset, møterom 2"),
    ("p", "Dato: 14.10.2025"),
    ("p", "Tidspunkt: 10:00 - 12:15"),
    ("p", "Faste medlemmer som møtte: Arne Solli, Berit Nygård, Oddvar Lien"),
    ("p", "Forfall: Gerd Myhre, Torstein Rud"),
    ("h2", "Saksliste"),
    (
        "t",
        [
            ["Saksnr", "Innhold"],
            ["PS 18/25", "Godkjenning av protokoll fra forrige møte"],
            ["PS 19/25", "Høring: ny helse- og omsorgsplan"],
            ["PS 20/25", "Budsjettinnspill 2026"],
            ["PS 21/25", "Møteplan 2026"],
        ],
    ),
    ("h2", "PS 18/25 Godkjenning av protokoll fra forrige møte"),
    ("h3", "Vedtak"),
    ("p", "Protokollen fra 2. september 2025 ble godkjent."),
    ("h2", "PS 19/25 Høring: ny helse- og omsorgsplan"),
    ("p", "Kommunalsjefen orienterte. Høringsfristen er 1. november 2025."),
    ("h3", "Vedtak"),
    ("p", "Eldrerådet støtter planen."),
    ("h2", "PS 20/25 Budsjettinnspill 2026"),
    ("h3", "Vedtak"),
    ("p", "Saken utsettes."),
    ("h2", "PS 21/25 Møteplan 2026"),
    ("h3", "Vedtak"),
    ("p", "Eldrerådet har følgende møtedatoer i 2026: 20. januar, 17. mars, 19. mai og 15. september."),
]

TRUST: Blocks = [
    ("h1", "Board of Trustees"),
    ("p", "Meeting in public, Thursday 27 November 2025, 1.00pm to 3.30pm, Lecture Theatre"),
    ("h2", "AGENDA"),
    (
        "t",
        [
            ["No.", "Item", "Paper", "Presenter", "Time"],
            ["1", "Welcome and apologies", "Verbal", "Chair", "13:00"],
            ["2", "Declarations of interest", "Verbal", "Chair", "13:05"],
            ["3", "Minutes of the meeting held on 25 September 2025", "Enc. A", "Chair", "13:10"],
            ["4", "Chief Executive's report", "Enc. B", "Fiona Grant", "13:15"],
            ["5", "Finance report month 7", "Enc. C", "Martin Shaw", "13:40"],
            ["6", "Quality dashboard", "Enc. D", "Dr Amara Obi", "14:10"],
            ["7", "Comfort break", "", "", "14:40"],
            ["8", "Estates plan", "Enc. E", "Martin Shaw", "14:50"],
            ["9", "Questions from the public", "Verbal", "Chair", "15:15"],
        ],
    ),
    ("p", "Apologies: Ruth Kendall, Simon Vale"),
    ("p", "Date of next meeting: Thursday 29 January 2026, 1.00pm"),
]

DOCUMENTS: dict[str, tuple[Blocks, str, str]] = {
    "da_chefgruppe_dato_punkter.docx": (DIREKTION, "Chefgruppen", "Referat 3. september 2025"),
    "da_afdelingsbestyrelse.docx": (AFDELING, "Boligforeningen Pil og Birk", "Side 1"),
    "da_handicapraad_tidstabel.docx": (RAAD, "", ""),
    "da_skabelon_pladsholdere.docx": (SKABELON, "Skabelon version 2.1", ""),
    "no_ledermote_tabell.docx": (LEDERMOTE, "", ""),
    "en_executive_forward_plan.docx": (EXEC, "Confidential", ""),
    "da_menighedsraad_tabel.docx": (SOGN, "", ""),
    "da_udvalg_lang.pdf": (UDVALG, "Sundbæk Kommune - Børne- og Kulturudvalget - 03-09-2024", "Side %d"),
    "da_selskabsbestyrelse.pdf": (SELSKAB, "Fjordvarme A/S", "Side %d af 2"),
    "da_moedeplan_maaneder.pdf": (MOEDEPLAN, "", "Revideret 1. december 2025"),
    "sv_namndprotokoll.pdf": (NAMND, "PROTOKOLL Miljönämnden 2025-09-18", "Sida %d (3)"),
    "no_raad_protokoll.pdf": (PROTOKOLL, "", "Side %d"),
    "en_trust_board_agenda.pdf": (TRUST, "Board of Trustees", "Page %d of 2"),
}
