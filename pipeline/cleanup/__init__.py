"""Black print alone, even, upright, straight, without edges. `recipe` orders the steps."""
