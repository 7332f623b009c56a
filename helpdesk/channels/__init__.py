"""The roads in and out: mail, chat, WhatsApp; one adapter each, one intake, one delivery."""
