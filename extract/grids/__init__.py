"""Ruled grids of one page: page → rulings → lines → crossings → lattice → spans → cells. `recipe` orders the steps."""
