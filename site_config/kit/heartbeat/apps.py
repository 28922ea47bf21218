from django.apps import AppConfig


class HeartbeatConfig(AppConfig):
    name = "site_config.kit.heartbeat"
    label = "heartbeat"
