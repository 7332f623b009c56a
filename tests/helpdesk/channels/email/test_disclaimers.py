"""Legal footers are cut where they are surely such, and people's words about them are not."""

import pytest

from helpdesk.channels.email.quotes import new_text

FOOTERS = {
    "English": "This e-mail and any attachments are confidential and meant for the addressee.\n"
    "If you got it in error, please delete it and notify the sender.",
    "English, below a rule": "_____________\nCONFIDENTIALITY NOTICE: The information in this mail "
    "is privileged.\n\nAny disclosure of it is prohibited.",
    "French": "Ce message et ses pièces jointes sont confidentiels et réservés à leur destinataire."
    "\nReçu par erreur, merci de le supprimer et de prévenir l'expéditeur.",
    "Arabic": "هذه الرسالة وما معها من مرفقات سرية وموجهة إلى المرسل إليه وحده.\n"
    "إن وصلتك بطريق الخطأ فيرجى حذفها وإبلاغ المرسل فورًا وعدم نسخها.",
    "German": "Diese E-Mail ist vertraulich und nur für den Adressaten bestimmt. "
    "Wer sie irrtümlich bekommen hat, möge sie löschen.",
}


@pytest.mark.parametrize("language", FOOTERS)
def test_a_legal_footer_goes(language):
    assert new_text(f"أين طلبي؟\nMona\n\n{FOOTERS[language]}") == "أين طلبي؟\nMona"


OWN = {
    "a question": "Hello\n\nThis message from your courier says confidential. Is it real?",
    "one term": "Hello\n\nThis email went to spam, please delete my old address and write to the "
    "new one that I gave you on the telephone yesterday evening.",
    "words below": "Hello\n\nThis email is confidential, the intended recipient is your manager; "
    "I do not want others to read it.\n\nMy parcel was opened by the courier. I want 200 SAR back.",
    "Arabic": "مرحبا\n\nهذه الرسالة ثالث مرة أرسلها لكم ولم يصلني رد، أرجو حذف حسابي لديكم اليوم "
    "وإعادة المبلغ إلى البطاقة نفسها التي دفعت بها.",
    "nothing else": FOOTERS["English"],
}


@pytest.mark.parametrize("name", OWN)
def test_what_a_person_says_stays(name):
    assert new_text(OWN[name]) == OWN[name]
