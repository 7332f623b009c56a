"""What corrections teach: lessons, the nightly training, the gate, and who put a model in force."""
