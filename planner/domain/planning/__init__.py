"""Which item on which meeting: the question as a value, its plain score, and what each rule says of it."""
