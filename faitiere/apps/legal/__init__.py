"""Legal advice on housing (ADIL): questions by theme, who asks, what was answered, where people were sent next.

A question belongs to a case or stands alone, without anybody's name. A legal advisor opens a case only when asked in.
"""
