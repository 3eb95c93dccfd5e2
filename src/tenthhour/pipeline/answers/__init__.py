"""What is answered: findings, silences, questions, drawn series."""
