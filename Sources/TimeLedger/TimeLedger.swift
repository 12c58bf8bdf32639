// Room: TimeLedger
