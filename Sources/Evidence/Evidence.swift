// Room: Evidence
