// Room: SQLAccess
