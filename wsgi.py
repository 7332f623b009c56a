"""Makes the app and the socket server, nothing else."""

# Before anything else is imported: sockets, locks and sleeps become greenlet-friendly.
from gevent import monkey

monkey.patch_all()

from helpdesk import create_app  # noqa: E402
from helpdesk.config import settings  # noqa: E402
from helpdesk.serve import serve  # noqa: E402

app = create_app()

if __name__ == "__main__":
    with app.app_context():
        chosen = settings()
    serve(app, chosen)
