namespace Parlance.Server.Settings;

public enum Deployment
{
    Development,
    Production,
}

public sealed class DeploymentOptions
{
    public const string Section = "Deployment";

    /// <summary>Default development. Production demands a secret key, closes localhost as an origin and writes the log as JSON lines.</summary>
    public Deployment Environment { get; init; } = Deployment.Development;
}
