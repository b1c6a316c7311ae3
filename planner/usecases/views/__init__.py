"""What people ask to see: each view is a frozen value made from bounded reads."""
