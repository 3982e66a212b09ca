//! What can be wrong with the templates. They ship with the build, so all of it is a fault of ours.

/// A template that cannot become a picture.
#[derive(Debug, thiserror::Error)]
pub enum SceneError {
    /// The list of the scenes is damaged.
    #[error("the list of the scenes is damaged")]
    Catalogue(#[source] serde_json::Error),
    /// A scene names something that is not there.
    #[error("scene {scene} names {named}, which is not there")]
    Missing {
        /// Which scene.
        scene: String,
        /// What it names.
        named: String,
    },
    /// A place of a template was left empty.
    #[error("picture {picture} leaves {place} empty")]
    Empty {
        /// Which picture.
        picture: String,
        /// Which place.
        place: String,
    },
    /// A variant fills a place that its template does not have.
    #[error("picture {picture} fills {place}, which its template does not have")]
    Unused {
        /// Which picture.
        picture: String,
        /// Which place.
        place: String,
    },
    /// The filled template is not a drawing.
    #[error("picture {picture} is not a drawing")]
    Drawing {
        /// Which picture.
        picture: String,
        /// Why.
        #[source]
        cause: resvg::usvg::Error,
    },
    /// The drawing is too large or has no size.
    #[error("picture {0} has no size that can be drawn")]
    Size(String),
    /// The picture cannot be encoded.
    #[error("picture {picture} cannot be encoded")]
    Encoding {
        /// Which picture.
        picture: String,
        /// Why.
        #[source]
        cause: jpeg_encoder::EncodingError,
    },
    /// A thread that drew died.
    #[error("a thread that drew the scenes died")]
    Thread,
}
