"""One run over many articles: plan, shards, workers, poison, manifest."""
