"""What a figure does: level, change, growth or share; in which modality, and who says so."""
