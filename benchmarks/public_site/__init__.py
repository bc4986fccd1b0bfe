"""The bare page the public pages are measured against."""
