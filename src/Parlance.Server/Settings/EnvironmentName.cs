namespace Parlance.Server.Settings;

/// <summary>Names under which operators of the replaced systems already keep a setting.</summary>
/// <param name="Key">Below `Parlance`: `Http:Port`.</param>
/// <param name="Names">First non-empty wins; for a list, all are united.</param>
/// <param name="IsSecret">The value is never shown.</param>
internal sealed record EnvironmentName(string Key, string[] Names, bool IsSecret = false)
{
    /// <summary>Every setting that has a name of its own; all others are reached as `Parlance__Section__Key` only.</summary>
    public static readonly IReadOnlyList<EnvironmentName> All =
    [
        new("Http:Port", ["PORT"]),
        new("Database:Url", ["DATABASE_URL"], IsSecret: true),
        new("Tokens:SecretKey", ["JWT_SECRET", "JWT_SECRET_KEY", "DJANGO_SECRET_KEY", "SECRET_KEY"], IsSecret: true),
        new("Deployment:Environment", ["ENVIRONMENT"]),
        new("Http:AllowedHosts", ["ALLOWED_HOSTS"]),
        new("Http:VercelUrl", ["VERCEL_URL"]),
        new("Origins:Allowed", ["CORS_ORIGINS", "ALLOWED_ORIGINS", "CORS_ALLOWED_ORIGINS"]),
        new("Families:Served", ["FAMILIES"]),
        new("Rooms:Strict", ["ROOMS_STRICT"]),
        new("Rooms:AutoCreate", ["ROOMS_AUTO_CREATE"]),
        new("Besage:WorkerUrl", ["WORKER_URL"]),
        new("Besage:WorkerAuthKey", ["WORKER_AUTH_KEY"], IsSecret: true),
        new("Besage:UseWorker", ["USE_WORKER_URL"]),
        new("Forti:RawMessageFrames", ["FORTI_RAW_MESSAGE_FRAMES"]),
        new("Django:AccessTokenMinutes", ["ACCESS_TOKEN_LIFETIME_MINUTES"]),
        new("Limits:Scale", ["RATE_LIMIT_SCALE"]),
        new("Http:PublicUrl", ["PUBLIC_URL"]),
        new("Http:TrustedProxies", ["TRUSTED_PROXIES"]),
        new("Blobs:Store", ["BLOB_STORE"], IsSecret: true),
        new("Blobs:Endpoint", ["S3_ENDPOINT"]),
        new("Blobs:Bucket", ["S3_BUCKET", "R2_BUCKET"]),
        new("Blobs:Region", ["S3_REGION", "AWS_REGION"]),
        new("Blobs:AccessKeyId", ["S3_ACCESS_KEY_ID", "R2_ACCESS_KEY_ID", "AWS_ACCESS_KEY_ID"], IsSecret: true),
        new("Blobs:SecretAccessKey", ["S3_SECRET_ACCESS_KEY", "R2_SECRET_ACCESS_KEY", "AWS_SECRET_ACCESS_KEY"], IsSecret: true),
        new("Blobs:R2AccountId", ["R2_ACCOUNT_ID"]),
        new("Calls:TurnUrls", ["TURN_URLS"]),
        new("Calls:TurnSecret", ["TURN_SECRET"], IsSecret: true),
        new("Calls:StunUrls", ["STUN_URLS"]),
        new("Telemetry:OtlpEndpoint", ["OTEL_EXPORTER_OTLP_ENDPOINT"]),
    ];
}
