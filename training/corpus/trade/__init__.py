"""Papers of trade: orders, forms, receipts, invoices, statements."""
