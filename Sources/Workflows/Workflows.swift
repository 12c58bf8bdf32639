// Room: Workflows
