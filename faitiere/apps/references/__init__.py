"""References: published site sheets of renovated houses and condominiums, their catalogue and their map."""
