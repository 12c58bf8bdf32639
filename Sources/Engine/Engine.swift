// Room: Engine
