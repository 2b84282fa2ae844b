"""What a figure is about: its measure, entity and segment, from its sentence and from those before."""
