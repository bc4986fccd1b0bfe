"""A small hand-written house, as a recorded DPE file, for tests: every figure is typed, so all is known by hand."""

WALL = """<mur><donnee_entree><reference>m1</reference><enum_type_adjacence_id>1</enum_type_adjacence_id>
<surface_paroi_opaque>100</surface_paroi_opaque><enum_methode_saisie_u_id>9</enum_methode_saisie_u_id>
<enum_type_isolation_id>3</enum_type_isolation_id><umur_saisi>0.5</umur_saisi></donnee_entree></mur>"""
FLOOR = """<plancher_bas><donnee_entree><enum_type_adjacence_id>1</enum_type_adjacence_id>
<surface_paroi_opaque>100</surface_paroi_opaque><enum_methode_saisie_u_id>9</enum_methode_saisie_u_id>
<upb_saisi>0.4</upb_saisi><calcul_ue>0</calcul_ue></donnee_entree></plancher_bas>"""
ROOF = """<plancher_haut><donnee_entree><enum_type_adjacence_id>1</enum_type_adjacence_id>
<surface_paroi_opaque>100</surface_paroi_opaque><enum_methode_saisie_u_id>9</enum_methode_saisie_u_id>
<uph_saisi>0.2</uph_saisi></donnee_entree></plancher_haut>"""
BAY = """<baie_vitree><donnee_entree><reference_paroi>m1</reference_paroi><reference>b1</reference>
<enum_type_adjacence_id>1</enum_type_adjacence_id><surface_totale_baie>10</surface_totale_baie>
<enum_type_vitrage_id>2</enum_type_vitrage_id><enum_inclinaison_vitrage_id>3</enum_inclinaison_vitrage_id>
<enum_type_baie_id>4</enum_type_baie_id><enum_type_materiaux_menuiserie_id>5</enum_type_materiaux_menuiserie_id>
<uw_saisi>1.5</uw_saisi><enum_type_fermeture_id>1</enum_type_fermeture_id><sw_saisi>0.5</sw_saisi>
<double_fenetre>0</double_fenetre><enum_orientation_id>1</enum_orientation_id>
<tv_coef_masque_proche_id>19</tv_coef_masque_proche_id></donnee_entree></baie_vitree>"""
DOOR = """<porte><donnee_entree><reference_paroi>m1</reference_paroi><enum_type_adjacence_id>1</enum_type_adjacence_id>
<surface_porte>2</surface_porte><uporte_saisi>2</uporte_saisi></donnee_entree></porte>"""
BRIDGE = """<pont_thermique><donnee_entree><reference_1>b1</reference_1><reference_2>m1</reference_2><l>20</l>
<enum_methode_saisie_pont_thermique_id>2</enum_methode_saisie_pont_thermique_id>
<enum_type_liaison_id>5</enum_type_liaison_id><k_saisi>0.3</k_saisi></donnee_entree></pont_thermique>"""
OUTPUTS = """<sortie><deperdition><deperdition_mur>50</deperdition_mur></deperdition>
<ep_conso><ep_conso_5_usages_m2>123</ep_conso_5_usages_m2><classe_bilan_dpe>C</classe_bilan_dpe></ep_conso></sortie>"""
SYSTEMS = """
<ventilation_collection><ventilation><donnee_entree><surface_ventile>100</surface_ventile>
<plusieurs_facade_exposee>1</plusieurs_facade_exposee><enum_type_ventilation_id>1</enum_type_ventilation_id>
<q4pa_conv_saisi>1.7</q4pa_conv_saisi><ventilation_post_2012>0</ventilation_post_2012></donnee_entree>
</ventilation></ventilation_collection>
<installation_ecs_collection><installation_ecs><donnee_entree>
<enum_cfg_installation_ecs_id>1</enum_cfg_installation_ecs_id>
<enum_type_installation_id>1</enum_type_installation_id><surface_habitable>100</surface_habitable>
<tv_rendement_distribution_ecs_id>1</tv_rendement_distribution_ecs_id></donnee_entree>
<generateur_ecs_collection><generateur_ecs><donnee_entree>
<enum_type_generateur_ecs_id>70</enum_type_generateur_ecs_id><enum_usage_generateur_id>2</enum_usage_generateur_id>
<enum_type_energie_id>1</enum_type_energie_id><tv_pertes_stockage_id>7</tv_pertes_stockage_id>
<enum_type_stockage_ecs_id>3</enum_type_stockage_ecs_id><position_volume_chauffe>1</position_volume_chauffe>
<enum_methode_saisie_carac_sys_id>1</enum_methode_saisie_carac_sys_id>
<volume_stockage>200</volume_stockage></donnee_entree></generateur_ecs></generateur_ecs_collection>
</installation_ecs></installation_ecs_collection>
<installation_chauffage_collection><installation_chauffage><donnee_entree><surface_chauffee>100</surface_chauffee>
<nombre_niveau_installation_ch>1</nombre_niveau_installation_ch>
<enum_cfg_installation_ch_id>1</enum_cfg_installation_ch_id>
<enum_type_installation_id>1</enum_type_installation_id></donnee_entree>
<emetteur_chauffage_collection><emetteur_chauffage><donnee_entree><surface_chauffee>100</surface_chauffee>
<tv_rendement_emission_id>1</tv_rendement_emission_id>
<tv_rendement_distribution_ch_id>1</tv_rendement_distribution_ch_id>
<tv_rendement_regulation_id>1</tv_rendement_regulation_id>
<enum_type_emission_distribution_id>1</enum_type_emission_distribution_id>
<tv_intermittence_id>38</tv_intermittence_id><enum_equipement_intermittence_id>4</enum_equipement_intermittence_id>
<enum_type_regulation_id>2</enum_type_regulation_id><enum_type_chauffage_id>1</enum_type_chauffage_id>
<enum_lien_generateur_emetteur_id>1</enum_lien_generateur_emetteur_id></donnee_entree></emetteur_chauffage>
</emetteur_chauffage_collection><generateur_chauffage_collection><generateur_chauffage><donnee_entree>
<enum_type_generateur_ch_id>98</enum_type_generateur_ch_id><enum_usage_generateur_id>1</enum_usage_generateur_id>
<enum_type_energie_id>1</enum_type_energie_id><position_volume_chauffe>1</position_volume_chauffe>
<tv_rendement_generation_id>29</tv_rendement_generation_id>
<enum_methode_saisie_carac_sys_id>1</enum_methode_saisie_carac_sys_id>
<enum_lien_generateur_emetteur_id>1</enum_lien_generateur_emetteur_id></donnee_entree></generateur_chauffage>
</generateur_chauffage_collection></installation_chauffage></installation_chauffage_collection>"""


def house(*, version: str = "2.3", day: str = "2023-05-04", envelope: str = "", outputs: str = OUTPUTS) -> bytes:
    """XML of a house of 100 m2, H1a, below 400 m; `envelope` is added to the rows of the envelope."""
    rows = f"""<mur_collection>{WALL}</mur_collection><plancher_bas_collection>{FLOOR}</plancher_bas_collection>
<plancher_haut_collection>{ROOF}</plancher_haut_collection><baie_vitree_collection>{BAY}</baie_vitree_collection>
<porte_collection>{DOOR}</porte_collection><pont_thermique_collection>{BRIDGE}</pont_thermique_collection>{envelope}"""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<dpe><id>maison</id><administratif><enum_version_id>{version}</enum_version_id>
<date_etablissement_dpe>{day}</date_etablissement_dpe></administratif><logement><caracteristique_generale>
<enum_periode_construction_id>5</enum_periode_construction_id>
<enum_methode_application_dpe_log_id>1</enum_methode_application_dpe_log_id>
<surface_habitable_logement>100</surface_habitable_logement><nombre_niveau_logement>1</nombre_niveau_logement>
<hsp>2.5</hsp></caracteristique_generale><meteo><enum_zone_climatique_id>1</enum_zone_climatique_id>
<enum_classe_altitude_id>1</enum_classe_altitude_id><batiment_materiaux_anciens>0</batiment_materiaux_anciens></meteo>
<enveloppe><inertie><enum_classe_inertie_id>3</enum_classe_inertie_id></inertie>{rows}</enveloppe>{SYSTEMS}{outputs}
</logement></dpe>""".encode()
