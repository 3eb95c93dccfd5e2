"""From a number to a conversation: the Ask, the doable check, the brief, the pathway."""
