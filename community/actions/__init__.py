"""The only code that changes state: one module per noun, each function one change."""
