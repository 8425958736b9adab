using Npgsql;

namespace Parlance.Storage;

/// <summary>The parameters after the question mark of a PostgreSQL address, under the names libpq and the hosting platforms use.</summary>
internal static class PostgresParameters
{
    public static void Apply(NpgsqlConnectionStringBuilder settings, string query, string key, string safe)
    {
        foreach (var part in query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var pair = part.Split('=', 2);
            var name = Uri.UnescapeDataString(pair[0]).ToLowerInvariant();
            var value = pair.Length > 1 ? Uri.UnescapeDataString(pair[1]) : "";
            if (!TryApply(settings, name, value))
                throw new DatabaseAddressException(key, safe, $"has a parameter `{name}` that is unknown or has a value it cannot have.",
                    "Parlance knows sslmode, sslrootcert, channel_binding, connect_timeout, application_name and options; remove or correct it.");
        }
    }

    private static bool TryApply(NpgsqlConnectionStringBuilder settings, string name, string value)
    {
        switch (name)
        {
            case "sslmode" or "ssl":
                SslMode? mode = value.ToLowerInvariant() switch
                {
                    "disable" or "false" => SslMode.Disable,
                    "allow" => SslMode.Allow,
                    "prefer" => SslMode.Prefer,
                    "require" or "true" => SslMode.Require,
                    "verify-ca" => SslMode.VerifyCA,
                    "verify-full" => SslMode.VerifyFull,
                    _ => null,
                };
                settings.SslMode = mode ?? settings.SslMode;
                return mode is not null;
            case "sslrootcert":
                settings.RootCertificate = value;
                return value.Length > 0;
            case "channel_binding":
                if (!Enum.TryParse<ChannelBinding>(value, ignoreCase: true, out var binding))
                    return false;
                settings.ChannelBinding = binding;
                return true;
            case "connect_timeout":
                if (!int.TryParse(value, out var seconds) || seconds is < 1 or > 1024)
                    return false;
                settings.Timeout = seconds;
                return true;
            case "application_name":
                settings.ApplicationName = value;
                return true;
            case "options":
                settings.Options = value;
                return true;
            default:
                return false;
        }
    }
}
