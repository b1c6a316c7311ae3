"""Writes the two example documents of the demo: an invented municipality's executive board.

Run it after a change here: `python scripts/demo-documents/write.py`. A line "# " is a numbered heading,
"- " a bullet, "-- " a bullet under it; a table is a list of (left cell, right cell), each some lines.
"""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.shared import Cm, Pt

HERE = Path(__file__).parent

MINUTES = [
    "= Direktionen",
    "= REFERAT",
    "Sted: Egelev Rådhus, mødelokale 2",
    "Dato: Onsdag den 3. september 2025",
    "Start kl.: 9:00",
    "Slut kl.: 12:30",
    "Medlemmer: Kommunaldirektør Maja Holst",
    "Velfærdsdirektør Anders Bekholm",
    "Direktør for Teknik og Miljø Signe Damsbo",
    "Fraværende:",
    "# 1. Beslutningsprotokoller og dagsordener",
    "Åben sag",
    "Sagsgang",
    "DIR",
    "Sagsfremstilling",
    "Rul september: ØK d. 9/9 2025, BY d. 16/9 2025",
    "Kommende politiske udvalgsmøder:",
    "- Økonomiudvalgsmøde d. 9. september",
    "- Klima- og Teknikudvalgsmøde d. 11. september",
    "- Byrådsmøde d. 16. september",
    "Kommende møder, aktiviteter samt formål",
    "- Indvielse af svømmehallen d. 5. september",
    "- Møde i Erhvervsrådet d. 8. september",
    "Indstilling",
    "Det indstilles, at dagsordenerne gennemgås.",
    "Beslutning i Direktionen den 03-09-2025",
    "Dagsordenerne blev gennemgået.",
    "# 2. Økonomi",
    "Åben sag",
    "Sagsgang",
    "DIR",
    "Sagsfremstilling",
    "Direktionen følger hver uge den aktuelle økonomi.",
    "Økonomichef Per Lundager deltager under punktet.",
    "Indstilling",
    "Det indstilles, at punktet behandles.",
    "# 3. Punkter til behandling",
    "Åben sag",
    "Sagsgang",
    "DIR",
    "Sagsfremstilling",
    "Direktionen har følgende punkter til behandling:",
    [
        ("Tid", "Punkt"),
        (
            "9.00",
            "Punkt 1 – Beslutningsprotokoller og dagsordener\nBorgmesteren deltager under behandlingen.",
        ),
        (
            "9.45",
            (
                "Nytårskur for ledere den 14. januar 2026\nBilag:\nProgramskitse\nIndstilling:\n"
                "1) Direktionen drøfter årets tema\n2) Direktionen godkender budgettet\n"
                "HR-konsulent Karen Vadgaard deltager under behandlingen.\n"
                "Borgmesteren deltager under behandlingen."
            ),
        ),
        (
            "10.15",
            (
                "Udviklingsplan for Havneparken\nBilag:\nKort over delområder\nTidsplan\nIndstilling:\n"
                "1) Direktionen tager stilling til rækkefølgen af delområderne\n"
                "Planchef Jonas Riisager (Plan og Byg) deltager via Teams."
            ),
        ),
        (
            "10.45",
            (
                "Trivselsdag for alle ansatte den 29. oktober 2025\nBilag: Udkast til program\n"
                "Arbejdsmiljøkonsulent Tea Mølbak deltager under behandlingen."
            ),
        ),
        ("11.15", "Pause"),
        ("11.30", "Ny organisering af rengøringen\nServicechef Bo Kragelund deltager under behandlingen."),
        ("12.15", "Gennemgang af kommende 3 ugers møder"),
        ("12.30", "Mødet afsluttes"),
    ],
    "Indstilling",
    "Det indstilles, at punkterne behandles.",
    "Beslutning i Direktionen den 03-09-2025",
    "- Nytårskur for ledere den 14. januar 2026",
    (
        "Temaet blev drøftet, og budgettet blev godkendt. Programmet behandles på møde i direktionen "
        "den 17. september eller 24. september. HR følger op."
    ),
    "- Udviklingsplan for Havneparken",
    "Rækkefølgen blev godkendt. Plan og Byg følger op.",
    "- Trivselsdag for alle ansatte den 29. oktober 2025",
    (
        "Programmet skal have mere tid til gruppearbejde. Programmet behandles på møde i direktionen "
        "den 22. oktober eller 5. november."
    ),
    "- Ny organisering af rengøringen",
    "Direktionen tog orienteringen til efterretning.",
    "# 4. Eventuelt, herunder punkter til næste møde",
    "Åben sag",
    "Sagsgang",
    "DIR",
    "Sagsfremstilling",
    "Til de kommende møder er der foreløbigt følgende punkter:",
    [
        ("Dato", "Punkter"),
        (
            "10. sep.",
            (
                "- Opsamling på møde i Erhvervsrådet d. 8. september\n- Halvårsregnskab 2025\n"
                "- Forberedelse af borgermøde d. 25. september om Havneparken"
            ),
        ),
        (
            "17. sep.\n(Signe Damsbo deltager ikke på mødet)",
            "- Budget 2026 (1 time)\n- Status på sygefravær\n- Sundhedshuset under aktuelle sager",
        ),
        (
            "24. sep.",
            "- Status og program for:\n-- Lederseminar den 30. oktober\n-- Nytårskur for ledere\n- Indkøb af elbiler",
        ),
        ("1. okt.", ""),
        ("8. okt.", "- Klimaplan 2030 – udkast\n- Sekretariatschefer deltager"),
        ("15. okt.", "Aflyst pga. efterårsferie"),
    ],
    "Punkter som afventer dato:",
    "- Frivillighedsstrategi. Direktionen drøfter, hvordan foreningerne inddrages i den nye strategi.",
    "- Fælles vagtplan i ældreplejen",
    "Beslutning i Direktionen den 03-09-2025",
    (
        "Punktet om Fælles byggesagsindgang udgår. I stedet skal laves et oplæg til ny modtagelse af "
        "byggeansøgninger. Plan og Byg følger op."
    ),
    "Underskriftsside",
    "Kommunaldirektør Maja Holst",
    "Velfærdsdirektør Anders Bekholm",
    "Direktør for Teknik og Miljø Signe Damsbo",
]

AGENDA = [
    "= Direktionen",
    "= DAGSORDEN",
    "Sted: Egelev Rådhus, mødelokale 2",
    "Dato: Onsdag den 17. september 2025",
    "Start kl.: 9:00",
    "Slut kl.: 12:30",
    "Medlemmer: Kommunaldirektør Maja Holst",
    "Velfærdsdirektør Anders Bekholm",
    "Direktør for Teknik og Miljø Signe Damsbo",
    "Fraværende: Direktør for Teknik og Miljø Signe Damsbo",
    "# 1. Beslutningsprotokoller og dagsordener (borgmesteren deltager ikke)",
    "Åben sag",
    "Sagsgang",
    "DIR",
    "Sagsfremstilling",
    "Rul oktober: ØK d. 7/10 2025, BY d. 21/10 2025",
    "Indstilling",
    "Det indstilles, at dagsordenerne gennemgås.",
    "# 2. Sager til behandling og tidsplan",
    "Åben sag",
    "Sagsgang",
    "DIR",
    "Sagsfremstilling",
    "Direktionen har følgende punkter til behandling:",
    [
        ("Tid", "Punkt"),
        ("9.00", "Beslutningsprotokoller og dagsordener\nBorgmesteren deltager ikke under behandlingen."),
        (
            "9.30",
            (
                "Nytårskur for ledere den 14. januar 2026 – program\n"
                "Karen Vadgaard (HR i Ledelsessekretariatet) deltager under behandlingen."
            ),
        ),
        ("10.00", "Budget 2026\nØkonomichef Per Lundager deltager under behandlingen."),
        ("11.00", "Pause"),
        ("11.15", "Status på sygefravær\nKaren Vadgaard (HR i Ledelsessekretariatet) deltager via Teams."),
        ("11.45", "Sundhedshuset under aktuelle sager"),
        ("12.15", "Gennemgang af kommende tre ugers møder"),
        ("12.30", "Mødet afsluttes"),
    ],
    "Indstilling",
    "Det indstilles, at punkterne behandles.",
    "# 3. Budget 2026",
    "00.30.02.S00   25/4120   Åben sag",
    "Sagsansvarlig",
    "Økonomichef",
    "Sagsfremstilling",
    "Direktionen gennemgår de ændringer, som budgetforhandlingerne har givet anledning til.",
    "Indstilling",
    "Direktionen godkender ændringerne.",
    "Bilag:",
    "1 Åben Budgetoversigt 2026.pdf",
    "31877/25",
    "# 4. Status på sygefravær",
    "Lukket sag",
    "# 5. Gennemgang af portefølje og tre næstkommende møder",
    "Åben sag",
    "Sagsgang",
    "DIR",
    "Sagsfremstilling",
    "Punkter til de kommende direktionsmøder:",
    [
        ("Dato", "Punkter"),
        (
            "24. sep.",
            (
                "- Status og program for:\n-- Lederseminar den 30. oktober\n- Indkøb af elbiler\n"
                "- Forberedelse af borgermøde d. 25. september om Havneparken"
            ),
        ),
        ("1. okt.", "- Halvårsregnskab 2025\n- Fælles vagtplan i ældreplejen"),
        ("8. okt.", "- Klimaplan 2030 – udkast\n- Sekretariatschefer deltager\n- Digital post til borgerne"),
        ("15. okt.", "Aflyst pga. efterårsferie"),
        (
            "22. okt.",
            "- Trivselsdag for alle ansatte den 29. oktober 2025\n- Sundhedshuset under aktuelle sager",
        ),
        ("29. okt.", ""),
    ],
    "Punkter som afventer dato:",
    "- Frivillighedsstrategi. Direktionen drøfter, hvordan foreningerne inddrages i den nye strategi.",
    "- Oplæg til ny modtagelse af byggeansøgninger",
]


def paragraph(place, line, *, first=None):
    """One line in a document or a cell; in a cell the first line takes the empty paragraph."""
    style = "Normal"
    for mark, name in (("= ", "Title"), ("# ", "Heading 1"), ("-- ", "List Bullet 2"), ("- ", "List Bullet")):
        if line.startswith(mark):
            style, line = name, line.removeprefix(mark)
            break
    new = first if first is not None else place.add_paragraph()
    new.add_run(line)
    new.style = style


def table(document, rows):
    """A table with borders, the left column narrow."""
    grid = document.add_table(rows=len(rows), cols=2, style="Table Grid")
    for cells, texts in zip(grid.rows, rows, strict=True):
        for cell, text, width in zip(cells.cells, texts, (3.2, 12.8), strict=True):
            cell.width = Cm(width)
            for number, line in enumerate(text.split("\n")):
                paragraph(cell, line, first=cell.paragraphs[0] if number == 0 else None)
    document.add_paragraph()


def save(name, day, lines):
    """One document; the same lines give the same bytes."""
    document = Document()
    document.styles["Normal"].font.size = Pt(11)
    document.core_properties.created = document.core_properties.modified = day
    document.core_properties.author = document.core_properties.comments = ""
    for line in lines:
        if isinstance(line, list):
            table(document, line)
        else:
            paragraph(document, line)
    saved = BytesIO()
    document.save(saved)
    with ZipFile(saved) as source, ZipFile(HERE / name, "w", ZIP_DEFLATED) as target:
        for part in source.namelist():
            target.writestr(ZipInfo(part, day.timetuple()[:6]), source.read(part), ZIP_DEFLATED)


if __name__ == "__main__":
    save("referat_2025-09-03.docx", datetime(2025, 9, 5, tzinfo=UTC), MINUTES)
    save("dagsorden_2025-09-17.docx", datetime(2025, 9, 15, tzinfo=UTC), AGENDA)
