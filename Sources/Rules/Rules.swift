// Room: Rules
