"""The screens: one file each, and the sockets that tell open pages of news."""
