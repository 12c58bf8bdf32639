// Room: JapaneseText
