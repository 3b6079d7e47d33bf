"""Claims: who says what (statements), and from that who asserts and who denies an act."""
