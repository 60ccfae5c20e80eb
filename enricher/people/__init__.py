"""People: who may sign in and do what, whose a document or finding is, and what they tell each other."""
