"""Public information: radio, posts, displays, meetings, praise and the yearly plan of themes."""
