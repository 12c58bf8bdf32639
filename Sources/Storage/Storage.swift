// Room: Storage
