"""The financial documents that ship: two households' and a joinery's papers of one spring."""
