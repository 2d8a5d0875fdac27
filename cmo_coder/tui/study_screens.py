"""The screens of a study: where each is found. A command of the app with the name of a screen shows it."""

SCREENS_OF_STUDY: dict[str, str] = {
    "overview": "cmo_coder.tui.screens.overview:OverviewScreen",
    "read": "cmo_coder.tui.screens.read:ReadScreen",
    "review": "cmo_coder.tui.screens.review:ReviewScreen",
    "versions": "cmo_coder.tui.screens.versions:VersionsScreen",
    "edit": "cmo_coder.tui.screens.edit:EditScreen",
    "documents": "cmo_coder.tui.screens.documents:DocumentsScreen",
    "link": "cmo_coder.tui.screens.link:LinkScreen",
    "card": "cmo_coder.tui.screens.card:CardScreen",
    "elements": "cmo_coder.tui.screens.elements:ElementsScreen",
    "codebook": "cmo_coder.tui.screens.codebook:CodebookScreen",
    "agreement": "cmo_coder.tui.screens.agreement:AgreementScreen",
    "export": "cmo_coder.tui.screens.export:ExportScreen",
    "study": "cmo_coder.tui.screens.study:StudySettingsScreen",
    "pseudonymise": "cmo_coder.tui.screens.pseudonymise:PseudonymiseScreen",
    "search": "cmo_coder.tui.screens.search:SearchScreen",
    "history": "cmo_coder.tui.screens.history:HistoryScreen",
    "settings": "cmo_coder.tui.screens.settings:SettingsScreen",
    "theories": "cmo_coder.tui.screens.theories:TheoriesScreen",
    "contradictions": "cmo_coder.tui.screens.contradictions:ContradictionsScreen",
    "patterns": "cmo_coder.tui.screens.patterns:PatternsScreen",
    "decisions": "cmo_coder.tui.screens.decisions:DecisionsScreen",
    "memos": "cmo_coder.tui.screens.memos:MemosScreen",
    "stories": "cmo_coder.tui.screens.stories:StoriesScreen",
    "report": "cmo_coder.tui.screens.report:ReportScreen",
    "queue": "cmo_coder.tui.screens.queue:QueueScreen",
    "evaluation": "cmo_coder.tui.screens.evaluation:EvaluationScreen",
}
"""Module and class of each, imported when it is first shown."""

OF_ANALYSIS = (
    "link",
    "card",
    "elements",
    "theories",
    "contradictions",
    "patterns",
    "decisions",
    "memos",
    "stories",
    "report",
)
"""Those that show the whole study: they are shown when it was read."""

OF_COMPARING = ("agreement",)
"""Those that compare the whole study: they are shown when it was compared."""
