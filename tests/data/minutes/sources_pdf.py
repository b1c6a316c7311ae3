"""The invented PDF documents as blocks; `make.py` writes them."""

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
    "da_udvalg_lang.pdf": (UDVALG, "Sundbæk Kommune - Børne- og Kulturudvalget - 03-09-2024", "Side %d"),
    "da_selskabsbestyrelse.pdf": (SELSKAB, "Fjordvarme A/S", "Side %d af 2"),
    "da_moedeplan_maaneder.pdf": (MOEDEPLAN, "", "Revideret 1. december 2025"),
    "sv_namndprotokoll.pdf": (NAMND, "PROTOKOLL Miljönämnden 2025-09-18", "Sida %d (3)"),
    "no_raad_protokoll.pdf": (PROTOKOLL, "", "Side %d"),
    "en_trust_board_agenda.pdf": (TRUST, "Board of Trustees", "Page %d of 2"),
}
