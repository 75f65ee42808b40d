#!/usr/bin/env bash
# What people would use instead of the action: two curls and jq.
set -euo pipefail
token=$(curl --silent --show-error --fail --user "$CLIENT_ID:$CLIENT_SECRET" --data grant_type=client_credentials "$API_URL/accounts/connect/token" | jq --raw-output .access_token)
jq --null-input --arg template "$TEMPLATE_ID" --arg audience "$AUDIENCE" --arg version "$VERSION" --arg url "$URL" \
  '{notification: {templateId: $template, audiencesIds: [$audience], override: [{key: "VERSION", value: $version}, {key: "URL", value: $url}]}}' |
  curl --silent --show-error --fail --header "Authorization: Bearer $token" --header 'Content-Type: application/json' --data @- "$API_URL/public/v1/notifications/send" |
  jq --raw-output .notificationId
