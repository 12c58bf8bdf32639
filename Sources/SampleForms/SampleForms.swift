// Room: SampleForms
