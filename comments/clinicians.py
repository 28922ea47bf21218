"""Who may be called a clinician: somebody whose credentials say so, not everybody with a degree."""

import re
from functools import lru_cache

# Degrees and registrations of those who treat patients, and what they are called. An MSc or a PhD
# says nothing of that.
_ABBREVIATIONS = frozenset(
    """
    MD DO MBBS MBCHB MBBCH BMBS BMBCH BCHIR CHB FRCP FRCS FRCGP FRCPCH FRACGP FACP FACS FAAP MRCP
    MRCS MRCGP RN RGN RM LPN NP FNP CNS CNM CRNA APRN DNP BSN MSN PA PA-C PHARMD RPH BDS DDS DMD
    DPT PT OT OTR SLP CCC-SLP RD RDN PSYD LCSW LMFT PARAMEDIC EMT OD DPM
    """.split()
)
_PROFESSIONS = frozenset(
    """
    physician doctor surgeon psychiatrist paediatrician pediatrician nurse midwife pharmacist
    dentist paramedic physiotherapist dietitian optometrist médico médica cirujano cirujana
    psiquiatra pediatra enfermero enfermera matrona farmacéutico farmacéutica odontólogo odontóloga
    fisioterapeuta dietista
    """.split()
)
_BETWEEN = re.compile(r"[\s,;/()]+")


@lru_cache(maxsize=1_000)
def is_clinician(credentials: str) -> bool:
    """Whether one of the credentials is that of somebody who treats patients: “RN, MSc”, “M.D.”"""
    words = _BETWEEN.split(credentials)
    return any(
        word.lower() in _PROFESSIONS
        # “do” and “pa” are words; who means the degree writes it large.
        or (not word.islower() and word.replace(".", "").upper() in _ABBREVIATIONS)
        for word in words
    )
