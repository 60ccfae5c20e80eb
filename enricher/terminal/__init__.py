"""What every command shares: its options, how its errors end, what it prints, Ctrl-C."""
