"""What search learns: vectors of passages and questions, the order of passages, what a question asks for."""
