// Room: Delivery
