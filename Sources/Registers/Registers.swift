// Room: Registers
