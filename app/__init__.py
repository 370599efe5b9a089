"""What the program can do, without a window: use cases, rules, paper and the headless tool."""
