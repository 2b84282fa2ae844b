"""The spaCy component `news_facts` (being written)."""


class NewsFacts:
    """Placeholder until the pipeline stands."""
